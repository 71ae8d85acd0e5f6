using System.CommandLine;
using System.Text.Json;

namespace TaskScheduler.Web.Commands;

/// <summary><c>backup</c>: makes one of the data, whether the program runs or not.</summary>
internal static class BackupCommand
{
    public static Command Create(ProgramCalls calls)
    {
        var to = new Option<string?>("--to") { Description = "A file to copy it to as well, readable by this user alone. Without it, it stays in the folder of the backups." };
        var command = new Command("backup", "Makes a backup of all data, checks it, and says where it is. The program may run meanwhile. It holds secrets and the keys to read them.") { to };
        command.SetAction(async (said, stop) =>
        {
            using var begun = JsonDocument.Parse(await calls.SendAsync(HttpMethod.Post, "backups", null, stop));
            await WorkLine.FollowAsync(calls, begun.RootElement.GetProperty("id").GetGuid(), stop);
            using var backups = JsonDocument.Parse(await calls.SendAsync(HttpMethod.Get, "backups", null, stop));
            var name = backups.RootElement.GetProperty("backups")[0].GetProperty("name").GetString()!;
            if (said.GetValue(to) is not { } file)
            {
                Console.Out.WriteLine($"Made and checked the backup {name}.");
                return CommandLine.Done;
            }

            await calls.DownloadAsync($"backups/{name}", file, stop);
            Console.Out.WriteLine($"Made and checked the backup {name}, and copied it to {Path.GetFullPath(file)}.");
            return CommandLine.Done;
        });
        return command;
    }
}
