using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TaskScheduler.Core.Notifications.Channels;

/// <summary>Signs what a webhook is sent, so that its receiver knows who sent it and when. docs/alerts.md says how it is verified.</summary>
public static class WebhookSignature
{
    /// <summary>The header that carries it, as <c>t=1796126400,v1=5f…</c>.</summary>
    public const string Header = "X-TaskScheduler-Signature";

    /// <summary>The header with the id of the message, the same each time it is sent.</summary>
    public const string MessageHeader = "X-TaskScheduler-Message";

    /// <summary>HMAC-SHA256 (RFC 2104) over the instant, a dot and the body.</summary>
    public static string Of(string secret, DateTimeOffset at, byte[] body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(seconds + "."), .. body];
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }
}
