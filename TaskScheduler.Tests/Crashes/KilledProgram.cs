using System.Net.Sockets;

namespace TaskScheduler.Tests.Crashes;

/// <summary>What its clients see of a program that is killed.</summary>
internal static class KilledProgram
{
    /// <summary>Whether a call can have ended like this because the program was killed.</summary>
    /// <remarks>The client's handler lets a <see cref="SocketException"/> through when a connection is reset while it is being made.</remarks>
    public static bool Explains(Exception error) => error is HttpRequestException or IOException or SocketException;
}
