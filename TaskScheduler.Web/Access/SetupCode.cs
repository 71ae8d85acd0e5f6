using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace TaskScheduler.Web.Access;

/// <summary>
/// Keeps strangers from setting the program up before its owner does: who comes from elsewhere has to know a code that
/// only the start of the program shows.
/// </summary>
public sealed class SetupCode
{
    /// <summary>New with each start.</summary>
    public string Text { get; } = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 12);

    public bool Is(string? code) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code?.Trim() ?? ""), Encoding.UTF8.GetBytes(Text));

    /// <summary>Not of somebody at this machine who names it so; a proxy on this machine names itself in a header or passes another host on.</summary>
    public bool IsAskedOf(HttpContext http) =>
        !(http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
            && http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
            && !http.Request.Headers.ContainsKey("X-Forwarded-For")
            && !http.Request.Headers.ContainsKey("Forwarded"));
}
