using static TaskScheduler.Core.Definitions.Crontabs.CommandOption;

namespace TaskScheduler.Core.Definitions.Crontabs;

/// <summary>What curl's options (curl(1)) mean for a request. Those that are not here can't be said by a task.</summary>
internal static class CurlOptions
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly Dictionary<string, CommandOption> known = OptionReading.Table(
        Flag(_ => { }, "s", "--silent", "S", "--show-error", "f", "--fail", "--fail-with-body", "L", "--location", "v", "--verbose", "i", "--include",
            "--compressed", "N", "--no-buffer", "#", "--progress-bar", "q", "--disable", "--no-progress-meter", "g", "--globoff", "4", "--ipv4", "6", "--ipv6", "--http1.1"),
        Flag(request => request.Method = "HEAD", "I", "--head"),
        Flag(request => request.Remarks.Add("Certificates are checked; the server's has to be valid."), "k", "--insecure"),
        Flag(request => request.Refuse("It saves the answer as a file; a task keeps it with its run, and writes no files."), "O", "--remote-name"),
        Value((request, method) => request.Method = method.ToUpperInvariant(), "X", "--request"),
        Value((request, line) => request.Header(line), "H", "--header"),
        Value((request, text) => request.Body(text, Form), "d", "--data", "--data-ascii", "--data-binary"),
        Value((request, text) => request.RawBody(text, Form), "--data-raw"),
        Value(Json, "--json"),
        Value((request, account) => request.Account(account), "u", "--user"),
        Value((request, agent) => request.Header("User-Agent", agent), "A", "--user-agent"),
        Value((request, from) => request.Header("Referer", from), "e", "--referer"),
        Value((request, file) => request.SavedTo(file), "o", "--output"),
        Value((request, seconds) => request.Seconds(seconds), "m", "--max-time"),
        Value((_, _) => { }, "--connect-timeout", "w", "--write-out", "--stderr"),
        Value((request, _) => request.Remarks.Add("A failed call is not tried again before its next time."), "--retry"),
        Value((_, _) => { }, "--retry-delay", "--retry-max-time"),
        Value((request, url) => request.Url(url), "--url"));

    public static RequestDraft Read(IEnumerable<string> words)
    {
        var request = OptionReading.Read(words, known);
        if (request.Urls.Exists(url => url.AsSpan().ContainsAny("{}[]")))
            request.Refuse("Its URL has brackets, which stand for several URLs to curl; make each a task of its own.");
        return request;
    }

    private static void Json(RequestDraft request, string text)
    {
        request.Header("Accept", "application/json");
        request.Body(text, "application/json");
    }
}
