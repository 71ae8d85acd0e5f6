using System.ComponentModel;
using TaskScheduler.Core.Secrets;

namespace TaskScheduler.Web.Api.Secrets;

/// <summary>A secret as other programs see it; its value is never told.</summary>
/// <param name="ChangedBy">Who entered the value it has now.</param>
/// <param name="Tasks">How many tasks use it.</param>
public sealed record SecretJson(string Name, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string ChangedBy, int Tasks)
{
    public static SecretJson Of(SecretView view) => new(view.Name, view.CreatedAt, view.ChangedAt, view.ChangedBy, view.Tasks);
}

/// <summary>The value of a secret.</summary>
public sealed record SecretValueJson
{
    [Description("4 to 8,000 characters. It is not shown again, by no call.")]
    public required string Value { get; init; }
}
