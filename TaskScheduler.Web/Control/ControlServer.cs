using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Web.Control;

/// <summary>
/// Serves the program at the control socket besides its addresses. A server of its own, because endpoints that are
/// configured for one server replace each other.
/// </summary>
/// <param name="outer">The server of the addresses; null when there are none.</param>
/// <param name="own">The socket of a command that serves itself; null takes the one in the data folder.</param>
internal sealed class ControlServer(IServer? outer, ControlSocket? own, IServiceProvider services, ILogger<ControlServer> log) : IServer
{
    private readonly FeatureCollection none = new();
    private KestrelServer? inner;

    public IFeatureCollection Features => outer?.Features ?? none;

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        // Not before: what is wrong with the settings has been said by then, all of it at once.
        string? whyNot = null;
        if ((own ?? ControlSocket.In(services.GetRequiredService<DataFolder>(), out whyNot)) is { } socket)
        {
            inner = Listening(socket);
            await inner.StartAsync(application, cancellationToken);
        }
        else
        {
            ControlLog.NoSocket(log, whyNot!);
        }

        if (outer is not null)
            await outer.StartAsync(application, cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (outer is not null)
            await outer.StopAsync(cancellationToken);
        if (inner is not null)
            await inner.StopAsync(cancellationToken);
    }

    public void Dispose()
    {
        inner?.Dispose();
        outer?.Dispose();
    }

    private KestrelServer Listening(ControlSocket socket)
    {
        var loggers = services.GetRequiredService<ILoggerFactory>();
        var options = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        options.ListenUnixSocket(socket.Path, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                connection.Features.Set(new ControlSocket.Mark());
                return next(connection);
            });
        });
        var transport = new SocketTransportOptions { CreateBoundListenSocket = _ => socket.Bind() };
        return new(Options.Create(options), new SocketTransportFactory(Options.Create(transport), loggers), loggers);
    }
}
