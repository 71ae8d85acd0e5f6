using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace TaskScheduler.Core.Definitions.Crontabs;

/// <summary>The HTTP request that the options of a command add up to.</summary>
internal sealed class RequestDraft
{
    private readonly List<string> bodies = [];
    private readonly JsonObject headers = [];

    public List<string> Urls { get; } = [];

    public List<string> Remarks { get; } = [];

    public string? Method { get; set; }

    public TimeSpan? TimeLimit { get; private set; }

    /// <summary>The first thing that can't be said by a task.</summary>
    public string? WhyNot { get; private set; }

    public string Title
    {
        get
        {
            // Without its query: that is where keys are.
            var url = Urls[0].Split('?', '#')[0];
            return $"{Verb} {url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/')}";
        }
    }

    private string Verb => Method ?? (bodies.Count > 0 ? "POST" : "GET");

    public void Refuse(string why) => WhyNot ??= why;

    public void Url(string url)
    {
        if (!url.Contains("://", StringComparison.Ordinal))
        {
            Remarks.Add("The URL had no http:// or https://; http:// was put before it, as curl and wget do.");
            url = "http://" + url;
        }

        Urls.Add(url);
    }

    public void Header(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1)
            Refuse($"The header '{line}' has no name and value.");
        else
            Header(line[..colon].Trim(), line[(colon + 1)..].Trim());
    }

    public void Header(string name, string value) => headers[name] = value;

    public void Body(string text, string? contentType)
    {
        if (text.StartsWith('@'))
            Refuse($"It sends the file {text[1..]} of its machine.");
        bodies.Add(text);
        if (contentType is not null && !headers.Any(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)))
            Header("Content-Type", contentType);
    }

    public void RawBody(string text, string contentType)
    {
        Body("", contentType);
        bodies[^1] = text;
    }

    /// <param name="account">As <c>name:password</c> (RFC 7617).</param>
    public void Account(string account)
    {
        Header("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(account)));
        Remarks.Add("Its user name and password are an Authorization header now, which everybody who sees the task can read.");
    }

    public void Seconds(string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 86_400)
            TimeLimit = TimeSpan.FromSeconds(Math.Ceiling(seconds));
    }

    public void SavedTo(string file)
    {
        if (file is not ("-" or "/dev/null"))
            Refuse($"It saves the answer as the file {file}; a task keeps it with its run, and writes no files.");
    }

    public JsonObject Payload()
    {
        var payload = new JsonObject { ["method"] = Verb, ["url"] = Urls[0] };
        if (headers.Count > 0)
            payload["headers"] = headers.DeepClone();
        if (bodies.Count > 0)
            payload["body"] = string.Join('&', bodies);
        return payload;
    }
}
