using System.CommandLine;
using TaskScheduler.Web.Control;
using TaskScheduler.Web.Hosting;

namespace TaskScheduler.Web.Commands;

/// <summary>What can be done from the command line besides starting the program. A new command is a file beside this one and a line here.</summary>
public static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    private static IReadOnlyList<Func<ProgramCalls, Command>> Commands { get; } = [TasksCommand.Create, AccountsCommand.Create, BackupCommand.Create, RestoreCommand.Create, CompactCommand.Create];

    /// <summary>Whether the arguments begin with a command or ask for help; anything else is settings, which start the program.</summary>
    public static bool Names(string[] arguments) =>
        Settings.TakenOutOf(arguments).Words is [var first, ..] && (first is "--help" or "-h" or "-?" || (first.Length > 0 && first[0] is not ('-' or '/') && !first.Contains('=', StringComparison.Ordinal)));

    /// <param name="build">Makes the program from its settings, served at a socket for this command alone.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 wrong usage; a command may have others.</returns>
    public static async Task<int> RunAsync(string[] arguments, Func<string[], ControlSocket, WebApplication> build)
    {
        var (words, settings) = Settings.TakenOutOf(arguments);
        await using var calls = new ProgramCalls(settings, build);
        var root = new RootCommand("Schedules tasks. Without a command it starts and listens; these commands work with the data of a program, whether it runs or not.");
        root.Options.Add(new Option<string?>(Settings.DataDirectory) { Description = "The program's data folder, unless it is ./data. Settings may be given as when starting it, as --TaskScheduler:DataDirectory=/srv/data.", Recursive = true });
        foreach (var command in Commands)
            root.Subcommands.Add(command(calls));
        var parsed = root.Parse(words);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("Add --help to see what can be said here.");
            return WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (CommandFault fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return Failed;
        }
        catch (Exception error) when (StartBoundary.Sentences(error) is [_, ..] sentences)
        {
            foreach (var sentence in sentences)
                await Console.Error.WriteLineAsync(sentence);
            return Failed;
        }
    }
}

/// <summary>Why a command could not do what it was asked for, in one sentence.</summary>
public sealed class CommandFault(string message) : Exception(message);
