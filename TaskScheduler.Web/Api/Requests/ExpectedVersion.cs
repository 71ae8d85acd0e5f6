using System.Globalization;
using Microsoft.Net.Http.Headers;
using TaskScheduler.Core;

namespace TaskScheduler.Web.Api.Requests;

/// <summary>The version that a caller believes to replace.</summary>
/// <param name="Version">Null when any may be replaced.</param>
/// <param name="IsPrecondition">Whether it came as If-Match (RFC 9110 §13.1.1).</param>
public sealed record ExpectedVersion(int? Version, bool IsPrecondition)
{
    // Versions start at 1: a tag that this program never gave out matches none.
    private const int None = 0;

    public static ExpectedVersion Of(HttpRequest request, int? inBody, out IReadOnlyList<Fault> faults)
    {
        faults = [];
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
            return new(inBody, false);
        if (!EntityTagHeaderValue.TryParseList(header, out var tags) || tags is not [var tag])
        {
            faults = [new("If-Match", "If-Match must be one entity tag, such as \"3\".")];
            return new(null, true);
        }

        if (tag.Equals(EntityTagHeaderValue.Any))
            return new(inBody, inBody is null);
        var version = Numbered(tag);
        if (inBody is not null && inBody != version)
            faults = [new("version", $"If-Match says {tag} and the body says version {inBody}: send one, or the same in both.")];
        return new(version, true);
    }

    private static int Numbered(EntityTagHeaderValue tag) =>
        !tag.IsWeak && int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : None;
}
