using System.Reflection;
using Microsoft.Extensions.Logging;

namespace TaskScheduler.Tests.Conventions;

public sealed class LogTests
{
    [Fact]
    public void Every_log_line_has_a_number_of_its_own() => SourceTree.None(
        "Give each of these log lines an event id that no other has, so that an alert on it means one thing:",
        Lines().GroupBy(line => line.Id).Where(lines => lines.Count() > 1).Select(lines => $"{lines.Key}: {string.Join(", ", lines.Select(line => line.Place))}"));

    [Fact]
    public void Log_lines_are_worded_in_the_log_file_of_their_folder() => SourceTree.None(
        "Move these log lines to the folder's <Subject>Log.cs:",
        Lines().Where(line => !line.Type.Name.EndsWith("Log", StringComparison.Ordinal)).Select(line => line.Place));

    private static List<(int Id, Type Type, string Place)> Lines() =>
    [
        .. SourceTree.TypesOf(SourceTree.Core, SourceTree.Web)
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => (Method: method, Line: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(found => found.Line is not null)
            .Select(found => (found.Line!.EventId, found.Method.DeclaringType!, $"{found.Method.DeclaringType!.FullName}.{found.Method.Name}")),
    ];
}
