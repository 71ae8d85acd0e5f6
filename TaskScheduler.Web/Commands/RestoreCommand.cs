using System.CommandLine;
using TaskScheduler.Core.Maintenance.Restores;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Web.Commands;

/// <summary><c>restore</c>: puts a backup in the place of the data, while the program does not run.</summary>
internal static class RestoreCommand
{
    public static Command Create(ProgramCalls calls)
    {
        var file = new Argument<string>("file") { Description = "The backup." };
        var yes = new Option<bool>("--yes") { Description = "Do it without asking." };
        var makeUp = new Option<bool>("--make-up") { Description = "At the next start, make up for what became due since the backup was made, as after any time the program was down. It may have run already." };
        var command = new Command("restore", "Puts a backup in the place of the data, after it was checked. The program must not run. The present data is kept aside.") { file, yes, makeUp };
        command.SetAction((said, stop) => calls.WithoutStartAsync(async parts =>
        {
            var folder = parts.GetRequiredService<DataFolder>();
            folder.Take();
            using (folder)
                return await RestoreAsync(parts.GetRequiredService<DataRestorer>(), Path.GetFullPath(said.GetRequiredValue(file)), said.GetValue(yes), said.GetValue(makeUp), stop);
        }));
        return command;
    }

    private static async Task<int> RestoreAsync(DataRestorer restorer, string file, bool sure, bool makeUp, CancellationToken stop)
    {
        var prepared = await restorer.PrepareAsync(file, (done, total) => WorkLine.Show("unpacking and checking it", done, total), stop);
        WorkLine.Clear();
        if (!prepared.Succeeded)
            throw new CommandFault($"{prepared.Faults[0].Message} Nothing was changed.");
        foreach (var sentence in prepared.Value.Words)
            Console.Out.WriteLine(sentence);
        if (!sure && !Answered())
        {
            restorer.Discard();
            throw new CommandFault("Nothing was changed. Say --yes to restore it.");
        }

        restorer.Do(prepared.Value, makeUp);
        Console.Out.WriteLine("It is restored. Start the program.");
        return CommandLine.Done;
    }

    private static bool Answered()
    {
        if (Console.IsInputRedirected)
            return false;
        Console.Out.Write("Restore it? Write yes: ");
        return Console.In.ReadLine()?.Trim().Equals("yes", StringComparison.OrdinalIgnoreCase) == true;
    }
}
