using System.Net.Mail;

namespace TaskScheduler.Core.Notifications.Mail;

/// <summary>What the program takes for an e-mail address: one, without a display name.</summary>
public static class MailAddressRule
{
    /// <summary>Longest address, in UTF-16 units (RFC 5321 §4.5.3.1.3 allows a path of 256, two of which are the angle brackets).</summary>
    public const int MaxLength = 254;

    /// <summary>What is wrong with it, as a sentence; null when nothing.</summary>
    public static string? FaultOf(string? text)
    {
        if (text?.Length > MaxLength)
            return $"An e-mail address has at most {MaxLength} characters.";
        return text is null || text.Any(char.IsControl) || !MailAddress.TryCreate(text, out var address) || address.Address != text
            ? "Write one e-mail address and nothing else, as name@example.com."
            : null;
    }
}
