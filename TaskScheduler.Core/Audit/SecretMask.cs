using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Audit;

/// <summary>
/// Puts dots in place of secrets, before anything is written down about them: fields a task type marks as secret, values whose name says
/// so (<c>Authorization</c>, <c>X-Api-Key</c>, <c>accessToken</c>), and in any text user info of URLs and values named so in queries, forms and JSON.
/// It hides too much rather than too little; whether a secret has changed is asked before it is masked.
/// </summary>
public sealed partial class SecretMask(TaskTypeCatalog types)
{
    public const string Hidden = "••••••";

    // Secret wherever they stand in a name, and those that have to be a word of it: a monkey is no key.
    private static readonly string[] secretParts = ["apikey", "authorization", "credential", "passphrase", "passwd", "password", "secret", "signature", "token"];
    private static readonly string[] secretWords = ["auth", "bearer", "cookie", "jwt", "key", "pwd", "session", "sessionid", "sig"];

    // Neither goes back over what it has read, so that no text makes them slow.
    private static readonly Regex userInfo = Linear(@"://[^/?#\s""'<>\\]+@");
    private static readonly Regex named = Linear(@"(?<name>[A-Za-z0-9_.\-\[\]%]+)=(?<value>[^&\s#;""'<>\\]+)");
    private static readonly Regex member = Linear(@"""(?<name>[^""\\]+)(?<between>""\s*:\s*)(?<value>""([^""\\]|\\.)*""|[^\s"",{}\[\]]+)");
    private static readonly Regex headerLine = Linear($@"(?<name>[\w\-]*({string.Join('|', [.. secretParts, .. secretWords])})[\w\-]*)(?<between>:[ \t]*)(?<value>[^\s""'][^\r\n""']*)", RegexOptions.IgnoreCase);
    private static readonly Regex credentials = Linear(@"(?<scheme>\b[Bb]earer|\b[Bb]asic)[ \t]+[A-Za-z0-9\-._~+/=]{16,}");

    /// <summary>Whether a value of this name is kept from sight.</summary>
    public static bool IsSecret(string name)
    {
        if (secretParts.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
            return true;
        foreach (var word in Words().EnumerateMatches(name))
            if (secretWords.Contains(name.Substring(word.Index, word.Length), StringComparer.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>The text with what is recognized as a secret in it replaced.</summary>
    public static string InText(string text)
    {
        // Most texts are plain words.
        if (!text.AsSpan().ContainsAny("=:\"@") && !text.Contains("asic ", StringComparison.Ordinal) && !text.Contains("earer ", StringComparison.Ordinal))
            return text;
        var masked = userInfo.Replace(text, $"://{Hidden}@");
        masked = member.Replace(masked, found => Named(found, $"\"{found.Groups["name"].Value}{found.Groups["between"].Value}\"{Hidden}\""));
        masked = named.Replace(masked, found => Named(found, $"{found.Groups["name"].Value}={Hidden}"));
        masked = headerLine.Replace(masked, found => Named(found, $"{found.Groups["name"].Value}{found.Groups["between"].Value}{Hidden}"));
        return credentials.Replace(masked, $"${{scheme}} {Hidden}");
    }

    /// <summary>A payload of this type with its secrets replaced; it has the same members.</summary>
    /// <param name="type">Key of a task type; of one that is not known any more, names alone decide.</param>
    public JsonObject InPayload(string? type, JsonObject payload)
    {
        var marked = types.Find(type ?? "")?.Description.Fields.Where(field => field.IsSecret).Select(field => field.Name).ToHashSet(StringComparer.Ordinal) ?? [];
        return new(payload.Select(member => KeyValuePair.Create(member.Key, Masked(member.Key, member.Value, marked.Contains(member.Key)))));
    }

    private static JsonNode? Masked(string name, JsonNode? value, bool secret) => value switch
    {
        null => null,
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Masked(member.Key, member.Value, secret || IsSecret(name))))),
        JsonArray items => new JsonArray([.. items.Select(item => Masked(name, item, secret))]),
        _ when secret || IsSecret(name) => Hidden,
        JsonValue text when text.TryGetValue<string>(out var plain) => InText(plain),
        _ => value.DeepClone(),
    };

    private static string Named(Match found, string masked) => IsSecret(Uri.UnescapeDataString(found.Groups["name"].Value)) ? masked : found.Value;

    private static Regex Linear(string pattern, RegexOptions also = RegexOptions.None) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | also, Regex.InfiniteMatchTimeout);

    // "X-Api-Key", "access_token" and "clientSecret" alike.
    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Words();
}
