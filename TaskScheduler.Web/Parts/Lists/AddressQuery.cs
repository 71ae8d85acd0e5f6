using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace TaskScheduler.Web.Parts.Lists;

/// <summary>The query of an address, read without trust: what is not understood is as good as absent.</summary>
public sealed class AddressQuery
{
    private readonly Dictionary<string, StringValues> values;

    private AddressQuery(Dictionary<string, StringValues> values) => this.values = values;

    public static AddressQuery Of(string uri) => new(QueryHelpers.ParseQuery(new Uri(uri).Query));

    public string? Text(string name) => values.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 } text ? text : null;

    public int Number(string name, int least, int most, int otherwise) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : otherwise;

    public Guid? Id(string name) => Guid.TryParse(Text(name), out var id) ? id : null;

    public T? Choice<T>(string name)
        where T : struct, Enum => ReadChoice<T>(Text(name));

    /// <summary>Names only: an enum's numbers are no part of an address.</summary>
    public static T? ReadChoice<T>(string? text)
        where T : struct, Enum =>
        text is not null && !text.Any(char.IsAsciiDigit) && Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : null;

    public static string? NameOf<T>(T? choice)
        where T : struct, Enum => choice is { } value ? char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..] : null;

    /// <summary>The address with those parts that have a value.</summary>
    public static string Address(string path, params IEnumerable<(string Name, string? Value)> parts) =>
        QueryHelpers.AddQueryString(path, parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => KeyValuePair.Create(part.Name, part.Value)));
}
