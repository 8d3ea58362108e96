Console.Error.WriteLine("attx: no verbs yet");
return 2;
