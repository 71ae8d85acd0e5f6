using System.Globalization;
using System.Text.Json;

namespace TaskScheduler.Web.Commands;

/// <summary>Shows on a terminal how far long work is; says nothing where nobody looks.</summary>
internal static class WorkLine
{
    private const int Width = 78;
    private const double Whole = 100;

    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(250);

    /// <summary>Returns when the work has ended well.</summary>
    /// <exception cref="CommandFault">It failed or was stopped.</exception>
    public static async Task FollowAsync(ProgramCalls calls, Guid work, CancellationToken stop)
    {
        while (true)
        {
            using var json = JsonDocument.Parse(await calls.SendAsync(HttpMethod.Get, $"progress/{work}", null, stop));
            var view = json.RootElement;
            var state = view.GetProperty("state").GetString();
            if (state != "going")
            {
                Clear();
                if (state == "done")
                    return;
                throw new CommandFault(view.GetProperty("result").GetString()!);
            }

            Show(Text(view, "step") ?? Text(view, "title")!, view.GetProperty("done").GetInt64(), view.TryGetProperty("total", out var total) && total.ValueKind == JsonValueKind.Number ? total.GetInt64() : null);
            await Task.Delay(look, TimeProvider.System, stop);
        }
    }

    /// <summary>Writes over what was shown before.</summary>
    public static void Show(string step, long done, long? total)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write($"\r{(total is > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Whole * done / total.Value,3:0} % {step}") : step).PadRight(Width)}");
    }

    public static void Clear()
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write($"\r{new string(' ', Width)}\r");
    }

    private static string? Text(JsonElement view, string name) => view.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
