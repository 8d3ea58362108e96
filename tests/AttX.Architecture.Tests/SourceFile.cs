using Microsoft.CodeAnalysis;

namespace AttX.Architecture.Tests;

/// <summary>One file of the sources.</summary>
/// <param name="Project">Its project: <c>AttX.Signals</c>.</param>
/// <param name="Folder">Its folder in the project, empty at the top: <c>Models/Blocks</c>.</param>
/// <param name="Path">Its path from the folder of the sources.</param>
/// <param name="Tree">Its syntax.</param>
internal sealed record SourceFile(string Project, string Folder, string Path, SyntaxTree Tree)
{
    /// <summary>The first folder of its path in the project, empty at the top.</summary>
    public string Room => Folder.Split('/')[0];
}
