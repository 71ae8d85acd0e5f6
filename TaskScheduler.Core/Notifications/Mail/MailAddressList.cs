namespace TaskScheduler.Core.Notifications.Mail;

/// <summary>Several e-mail addresses as somebody writes them: with commas or semicolons between them, or one on each line.</summary>
public static class MailAddressList
{
    /// <summary>More than a person writes by hand; a mailing list has an address of its own.</summary>
    public const int Most = 50;

    private static readonly char[] between = [',', ';', '\r', '\n'];

    /// <summary>The addresses, each once, in the order in which they were written.</summary>
    /// <param name="fault">What is wrong, as a sentence; null when nothing.</param>
    public static IReadOnlyList<string> Read(string? text, out string? fault)
    {
        var addresses = (text ?? "").Split(between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var wrong = addresses.Find(address => MailAddressRule.FaultOf(address) is not null);
        fault = addresses.Count > Most ? $"There are {addresses.Count} addresses; write at most {Most}."
            : wrong is not null ? $"'{Shortened(wrong)}' is not an e-mail address. Write addresses as name@example.com, with commas between them or one on each line."
            : null;
        return addresses;
    }

    private static string Shortened(string text) => Excerpt.Of(text, 60);
}
