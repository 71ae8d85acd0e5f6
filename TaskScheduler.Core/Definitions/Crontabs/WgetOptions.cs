using static TaskScheduler.Core.Definitions.Crontabs.CommandOption;

namespace TaskScheduler.Core.Definitions.Crontabs;

/// <summary>What wget's options (wget(1)) mean for a request. Those that are not here can't be said by a task.</summary>
internal static class WgetOptions
{
    private static readonly Dictionary<string, CommandOption> known = OptionReading.Table(
        Flag(_ => { }, "q", "--quiet", "nv", "--no-verbose", "v", "--verbose", "S", "--server-response", "--delete-after", "--no-cache", "4", "--inet4-only", "6", "--inet6-only", "--content-on-error"),
        Flag(request => request.Method = "HEAD", "--spider"),
        Flag(request => request.Remarks.Add("Certificates are checked; the server's has to be valid."), "--no-check-certificate"),
        Value((request, method) => request.Method = method.ToUpperInvariant(), "--method"),
        Value((request, line) => request.Header(line), "--header"),
        Value((request, text) => request.RawBody(text, "application/x-www-form-urlencoded"), "--post-data"),
        Value((request, text) => request.RawBody(text, "application/x-www-form-urlencoded"), "--body-data"),
        Value((request, agent) => request.Header("User-Agent", agent), "U", "--user-agent"),
        Value((request, from) => request.Header("Referer", from), "--referer"),
        Value((request, file) => request.SavedTo(file), "O", "--output-document"),
        Value((_, _) => { }, "o", "--output-file", "a", "--append-output", "--connect-timeout", "--dns-timeout", "T", "--timeout", "--read-timeout", "w", "--wait"),
        Value(Tries, "t", "--tries"));

    public static RequestDraft Read(IEnumerable<string> words)
    {
        var all = words.ToList();
        var request = OptionReading.Read(all, known);
        var saves = !all.Exists(word => word is "--spider" or "--delete-after" || (word[..Math.Min(2, word.Length)] != "--" && word.StartsWith('-') && word.Contains('O', StringComparison.Ordinal)) || word.StartsWith("--output-document", StringComparison.Ordinal));
        if (saves)
            request.Remarks.Add("The answer is kept with each run, and not saved as a file.");
        return request;
    }

    private static void Tries(RequestDraft request, string count)
    {
        if (count != "1")
            request.Remarks.Add("A failed call is not tried again before its next time.");
    }
}
