using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Access;

namespace TaskScheduler.Tests.Support.Servers;

/// <summary>The real program on a free loopback port, with a data folder of its own that is removed with it.</summary>
public sealed class RunningApp : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> settings = new(StringComparer.Ordinal)
    {
        ["TaskScheduler:Admin:Email"] = Administrator.Email,
        ["TaskScheduler:Admin:Password"] = Administrator.Password,
        ["TaskScheduler:Admin:ApiToken"] = Administrator.Token,
    };

    private readonly List<ITaskType> types = [];
    private readonly List<Type> leftOut = [];

    public RunningApp()
    {
        UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
    }

    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("taskscheduler-").FullName;

    public LogLines Log { get; } = new();

    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>The program's own store of tasks: what it does there, nobody has to be allowed.</summary>
    public TaskStore Tasks => AsProgram<TaskStore>();

    /// <summary>Lets the program start as it does the first time: nobody can sign in.</summary>
    public RunningApp WithoutAccounts()
    {
        settings.Clear();
        return this;
    }

    /// <summary>A client that nobody knows.</summary>
    public HttpClient CreateStranger()
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = null;
        return client;
    }

    public T AsProgram<T>()
        where T : notnull
    {
        var scope = Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<Visitor>().BecomeProgram();
        return scope.ServiceProvider.GetRequiredService<T>();
    }

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

    /// <summary>Gives the program one more task type.</summary>
    public RunningApp With(ITaskType type)
    {
        types.Add(type);
        return this;
    }

    /// <summary>Leaves out what the program does by itself in the background, so that a test can do it in its place.</summary>
    internal RunningApp Without<TService>()
        where TService : IHostedService
    {
        leftOut.Add(typeof(TService));
        return this;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        try
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
        catch (IOException)
        {
            // The page of a visitor who has left may still be reading; the folder is the system's to clear away then.
        }
    }

    protected override void ConfigureClient(HttpClient client)
    {
        base.ConfigureClient(client);
        client.DefaultRequestHeaders.Authorization = new("Bearer", Administrator.Token);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("TaskScheduler:DataDirectory", DataDirectory);
        foreach (var (name, value) in settings)
            builder.UseSetting(name, value);
        builder.ConfigureServices(services =>
        {
            types.ForEach(type => services.AddSingleton(type));
            leftOut.ForEach(left => services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == left)));
        });
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
    }
}
