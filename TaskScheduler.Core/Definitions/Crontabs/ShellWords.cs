using System.Text;

namespace TaskScheduler.Core.Definitions.Crontabs;

/// <summary>
/// The words of a command, as a POSIX shell (IEEE 1003.1 §2.2 and §2.3) would give them to a program, when all that the shell
/// would do is that: what has variables, pipes or several commands is not read but said.
/// </summary>
internal sealed class ShellWords
{
    private readonly string command;
    private readonly List<string> words = [];
    private readonly List<string> remarks = [];
    private readonly StringBuilder word = new();
    private bool inWord;
    private int at;

    private ShellWords(string command) => this.command = command;

    public IReadOnlyList<string> Words => words;

    public IReadOnlyList<string> Remarks => remarks;

    /// <summary>Why the words say too little; null when they say it all.</summary>
    public string? WhyNot { get; private set; }

    public static ShellWords Read(string command)
    {
        var read = new ShellWords(command);
        for (read.at = 0; read.at < command.Length && read.WhyNot is null; read.at++)
            read.Take(command[read.at]);
        read.EndWord();
        return read;
    }

    private void Take(char character)
    {
        if (character is ' ' or '\t')
            EndWord();
        else if (character is '\'' or '"')
            Quoted(character);
        else if (character == '\\' && at + 1 < command.Length)
            Append(command[++at]);
        else if (character is '>' or '<' || (character == '&' && Next == '>'))
            Redirect();
        else if (character is '$' or '`')
            WhyNot = "It uses variables or the output of another command, which only a shell knows.";
        else if (character is '|' or ';' or '&' or '(' or ')' or '{' or '}' or '\n')
            WhyNot = $"It has {character} outside of quotes: a shell would run more than one command there.";
        else if (character == '#' && !inWord)
            at = command.Length;
        else
            Append(character);
    }

    private char Next => at + 1 < command.Length ? command[at + 1] : '\0';

    private void Append(char character)
    {
        word.Append(character);
        inWord = true;
    }

    private void Quoted(char quote)
    {
        inWord = true;
        for (at++; at < command.Length && command[at] != quote; at++)
        {
            if (quote == '"' && (command[at] is '$' or '`'))
            {
                WhyNot = "It uses variables or the output of another command, which only a shell knows.";
                return;
            }

            // Between double quotes a backslash stays one, unless what follows would have a meaning of its own.
            if (quote == '"' && command[at] == '\\' && (Next is '"' or '\\' or '$' or '`'))
                at++;
            word.Append(command[at]);
        }

        if (at >= command.Length)
            WhyNot = "A quotation mark in it is not closed.";
    }

    // Where the output goes does not matter: a run keeps it. What is read from a file does.
    private void Redirect()
    {
        var isInput = command[at] == '<';
        if (inWord && word.ToString() is "1" or "2")
            word.Clear();
        else
            EndWord();
        inWord = false;
        while (at < command.Length && command[at] is '>' or '<' or '&')
            at++;
        while (at < command.Length && command[at] is ' ' or '\t')
            at++;
        var start = at;
        while (at < command.Length && command[at] is not (' ' or '\t' or ';' or '|' or '&' or '>' or '<'))
            at++;
        var target = command[start..at].Trim('"', '\'');
        at--;
        if (isInput && target != "/dev/null")
            WhyNot = "It reads its input from a file of that machine.";
        else if (target is not ("/dev/null" or "1" or "2" or "-"))
            remarks.Add($"The answer is kept with each run, and not written to {target}.");
    }

    private void EndWord()
    {
        if (inWord)
            words.Add(word.ToString());
        word.Clear();
        inWord = false;
    }
}
