using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskScheduler.Web.Api;

/// <summary>How everything this program sends to other programs is written: by REST and by the hub alike.</summary>
public static class JsonFormat
{
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    /// <summary>An enum value as it stands in the JSON, for messages and for query values.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => MemberName(value.ToString());

    /// <summary>A member's name as it stands in the JSON.</summary>
    public static string MemberName(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
