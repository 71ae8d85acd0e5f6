using System.Globalization;
using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Notifications.Mail;

/// <summary>How e-mail is sent (section <c>TaskScheduler:Mail</c>).</summary>
/// <remarks>Port and security are texts so that every fault of the section can be said at once, instead of the first one by the binder.</remarks>
public sealed class MailOptions
{
    public const string Section = "TaskScheduler:Mail";

    /// <summary>Name or address of the mail server. Absent, each mail is written to the outbox folder instead.</summary>
    public string? Host { get; set; }

    /// <summary>1 to 65535. Default 25, or 587 with StartTls (RFC 6409).</summary>
    public string? Port { get; set; }

    /// <summary><c>None</c> (default) or <c>StartTls</c> (RFC 3207: the server has to offer it, or no mail is sent).</summary>
    public string Security { get; set; } = "None";

    /// <summary>User to log in with. Absent, nobody logs in.</summary>
    public string? User { get; set; }

    /// <summary>Password of <see cref="User"/>.</summary>
    public string? Password { get; set; }

    /// <summary>Address that mail comes from. Default <c>taskscheduler@localhost</c>.</summary>
    public string From { get; set; } = "taskscheduler@localhost";

    internal bool StartTls => "StartTls".Equals(Security, StringComparison.OrdinalIgnoreCase);

    /// <summary>Null when <see cref="Port"/> is none.</summary>
    internal int? PortNumber => string.IsNullOrWhiteSpace(Port)
        ? StartTls ? 587 : 25
        : int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65_535 ? port : null;
}

internal sealed class MailOptionsCheck : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(MailOptions options)
    {
        var hasHost = !string.IsNullOrWhiteSpace(options.Host);
        if (hasHost && Uri.CheckHostName(options.Host!) == UriHostNameType.Unknown)
            yield return Said("Host", $"is '{options.Host}'; it has to be the name or address of a mail server, without a port, as mail.example.com.");
        if (options.PortNumber is null)
            yield return Said("Port", $"is '{options.Port}'; it has to be 1 to 65535.");
        if (!options.StartTls && !"None".Equals(options.Security, StringComparison.OrdinalIgnoreCase))
            yield return Said("Security", $"is '{options.Security}'; it has to be None or StartTls.");
        if (MailAddressRule.FaultOf(options.From) is { } fault)
            yield return Said("From", $"is '{options.From}': {fault}");

        var (hasUser, hasPassword) = (!string.IsNullOrEmpty(options.User), !string.IsNullOrEmpty(options.Password));
        if (hasUser && !hasPassword)
            yield return Said("Password", "is missing, though TaskScheduler:Mail:User is set.");
        if (hasPassword && !hasUser)
            yield return Said("User", "is missing, though TaskScheduler:Mail:Password is set.");
        if (hasUser && !hasHost)
            yield return Said("Host", "is missing, though TaskScheduler:Mail:User is set.");
    }

    private static string Said(string key, string fault) => $"{MailOptions.Section}:{key} {fault}";
}
