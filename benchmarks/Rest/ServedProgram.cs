using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace TaskScheduler.Benchmarks.Rest;

/// <summary>The whole program as a process of its own, and an administrator who asks it over HTTP. Its limit of requests is switched off.</summary>
internal sealed class ServedProgram : IAsyncDisposable
{
    /// <summary>Whom it is told to let in.</summary>
    public const string Token = "ts_only-for-benchmarks-0123456789";

    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(100);

    private ServedProgram(string folder)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        Process = MeasuredProcess.Start(
            "TaskScheduler.Web.dll",
            [$"--TaskScheduler:DataDirectory={folder}", $"--urls={Address}", "--TaskScheduler:Admin:Email=load@example.org", $"--TaskScheduler:Admin:ApiToken={Token}", "--TaskScheduler:Api:RequestsPerSecond=0"],
            _ => { });
        Client = NewClient(1);
    }

    public Uri Address { get; }

    public MeasuredProcess Process { get; }

    /// <summary>One connection.</summary>
    public HttpClient Client { get; }

    /// <summary>Returns as soon as it answers.</summary>
    public static async Task<ServedProgram> StartAsync(string folder)
    {
        var program = new ServedProgram(folder);
        while (!await program.AnswersAsync())
        {
            if (program.Process.HasExited)
                throw new InvalidOperationException("The program ended before it answered.");
            await Task.Delay(look, TimeProvider.System);
        }

        return program;
    }

    public HttpClient NewClient(int connections) => new(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false })
    {
        BaseAddress = Address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Token) },
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri("/health/live", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
