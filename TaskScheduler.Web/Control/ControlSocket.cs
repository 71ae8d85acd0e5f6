using System.Net.Sockets;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Web.Control;

/// <summary>
/// The Unix domain socket through which commands on this machine reach the program. Who may open it is who may read the data
/// folder as its owner, so its requests act as the program itself.
/// </summary>
public sealed class ControlSocket
{
    private const string FileName = "control.sock";

    private ControlSocket(string path) => Path = path;

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Set on requests that came through the socket.</summary>
    public static bool IsOriginOf(HttpContext http) => http.Features.Get<Mark>() is not null;

    /// <summary>The socket of a data folder; null with the reason when there can be none.</summary>
    public static ControlSocket? In(DataFolder folder, out string? whyNot)
    {
        var path = System.IO.Path.Combine(folder.Location, FileName);
        whyNot = OperatingSystem.IsWindows() ? "this system has no file rights for sockets" : IsTooLong(path) ? $"the path {path} is too long for a socket" : null;
        return whyNot is null ? new(path) : null;
    }

    /// <summary>A socket in a folder of its own that only this user can enter, for a command that serves itself.</summary>
    public static ControlSocket Private() => new(System.IO.Path.Combine(Directory.CreateTempSubdirectory("ts-").FullName, FileName));

    public void DeleteFolder() => Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);

    /// <summary>Makes the socket before it listens, so that there is no moment at which others could connect.</summary>
    internal Socket Bind()
    {
        // What a killed program left. The data folder is held by this one, so nobody listens there.
        File.Delete(Path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return socket;
    }

    private static bool IsTooLong(string path)
    {
        try
        {
            _ = new UnixDomainSocketEndPoint(path);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    internal sealed class Mark;
}
