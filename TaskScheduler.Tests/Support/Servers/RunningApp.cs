using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace TaskScheduler.Tests.Support.Servers;

/// <summary>The real program on a free loopback port, with a data folder of its own that is removed with it.</summary>
public sealed class RunningApp : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> settings = [];

    public RunningApp()
    {
        UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
    }

    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("taskscheduler-").FullName;

    public LogLines Log { get; } = new();

    public Uri Address => ClientOptions.BaseAddress;

    public RunningApp With(string setting, string value)
    {
        settings[setting] = value;
        return this;
    }

    public RunningApp Start()
    {
        StartServer();
        return this;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("TaskScheduler:DataDirectory", DataDirectory);
        foreach (var (name, value) in settings)
            builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
    }
}
