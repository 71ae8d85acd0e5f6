using System.CommandLine;
using TaskScheduler.Core.Maintenance;
using TaskScheduler.Core.Maintenance.Restores;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Web.Commands;

/// <summary><c>compact</c>: gives free pages of the database back to the disk, while the program does not run.</summary>
internal static class CompactCommand
{
    public static Command Create(ProgramCalls calls)
    {
        var command = new Command("compact", "Makes the database file as small as its data, after much was deleted. The program must not run. It takes as much room as the database for a while.");
        command.SetAction((_, _) => calls.WithoutStartAsync(parts =>
        {
            var folder = parts.GetRequiredService<DataFolder>();
            folder.Take();
            using (folder)
            {
                WorkLine.Show("writing the database anew", 0, null);
                var done = parts.GetRequiredService<DataCompactor>().Do();
                WorkLine.Clear();
                if (!done.Succeeded)
                    throw new CommandFault($"{done.Faults[0].Message} Nothing was changed.");
                Console.Out.WriteLine($"The database had {ByteWords.Of(done.Value.Before)} and has {ByteWords.Of(done.Value.After)} now.");
                return Task.FromResult(CommandLine.Done);
            }
        }));
        return command;
    }
}
