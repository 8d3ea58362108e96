using System.CommandLine;
using AttX.Cli.Shell;
using AttX.Ground;

namespace AttX.Cli.Commands;

/// <summary><c>attx completion</c>: prints the script with which a shell completes verbs, options and their values.</summary>
internal static class CompletionCommand
{
    // The shell hands its line and the cursor to the directive [suggest], which the parser answers.
    private const string Bash = """
        _attx() {
          local IFS=$'\n'
          COMPREPLY=( $(compgen -W "$(attx "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -o default -F _attx attx
        """;

    private const string Zsh = """
        #compdef attx
        _attx() {
          local -a words_of_attx
          words_of_attx=("${(@f)$(attx "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          if [[ -n ${words_of_attx[1]} ]]; then compadd -a words_of_attx; else _files; fi
        }
        compdef _attx attx
        """;

    public static Command Create(App app)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash or zsh" };
        var command = new Command("completion", "Print the script that completes attx's verbs and options in a shell.") { shell };
        command.SetAction(parsed =>
        {
            app.Output.WriteLine((parsed.GetRequiredValue(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                var other => throw new OptionsException([$"SHELL must be bash or zsh, got {other}."]),
            }).ReplaceLineEndings("\n"));
            return App.Done;
        });
        Examples.AddTo(command, "eval \"$(attx completion bash)\"", "eval \"$(attx completion zsh)\"");
        return command;
    }
}
