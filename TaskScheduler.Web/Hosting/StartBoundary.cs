using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Web.Access;

namespace TaskScheduler.Web.Hosting;

/// <summary>Runs the program, and says what keeps it from starting in sentences for the person who starts it.</summary>
public static class StartBoundary
{
    /// <returns>The exit code: 0 after a stop that was asked for, 1 when it could not start.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            await using var app = build();

            await app.StartAsync();
            app.Services.GetRequiredService<StartLogFilter>().Start();
            SayWhere(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (OperationCanceledException)
        {
            // Asked to stop while it was starting.
            return 0;
        }
        catch (Exception error) when (Sentences(error) is [_, ..] sentences)
        {
            foreach (var sentence in sentences)
                await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    /// <summary>Builds the program with all of its settings checked: the host would do so at its start, when a first part may have failed on one of them.</summary>
    public static WebApplication BuildWithCheckedSettings(this WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.Services.GetService<IStartupValidator>()?.Validate();
        return app;
    }

    public static void AddStartBoundary(this WebApplicationBuilder builder)
    {
        var filter = new StartLogFilter();
        builder.Services.AddSingleton(filter);
        foreach (var category in StartLogFilter.Categories)
            builder.Logging.AddFilter(category, filter.Lets);

        // Running runs have their time to end; recording them comes after.
        var grace = TimeSpan.TryParse(builder.Configuration["TaskScheduler:Runs:StopGrace"], CultureInfo.InvariantCulture, out var set) ? set : TimeSpan.FromSeconds(30);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = grace + TimeSpan.FromSeconds(10));
    }

    private static void SayWhere(WebApplication app)
    {
        // A test's server listens nowhere.
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        if (addresses is { Count: > 0 })
        {
            app.Services.GetRequiredService<Links>().Listening = OnThisMachine(addresses.First());
            Console.WriteLine($"TaskScheduler listens on {string.Join(" and ", addresses)} — data in {app.Services.GetRequiredService<DataFolder>().Location}");
            if (app.Services.GetRequiredService<AccountDirectory>().IsEmpty)
                Console.WriteLine($"Nobody has set it up yet: open it in a browser. From another machine the setup code is {app.Services.GetRequiredService<SetupCode>().Text}");
        }
    }

    // "Any address" is none that a browser could open.
    private static string OnThisMachine(string address)
    {
        var parts = BindingAddress.Parse(address);
        return parts.Host is "+" or "*" or "[::]" or "0.0.0.0" ? $"{parts.Scheme}://localhost:{parts.Port}" : address;
    }

    // Empty for what nobody foresaw: that is not caught, and ends the program with its stack trace.
    internal static IReadOnlyList<string> Sentences(Exception error) => error switch
    {
        StartFault => [error.Message],
        OptionsValidationException options => ["TaskScheduler can't start with these settings:", .. options.Failures.Select(failure => "  " + failure)],
        AggregateException { InnerExceptions: var all } when all.All(inner => inner is OptionsValidationException) =>
            ["TaskScheduler can't start with these settings:", .. all.Cast<OptionsValidationException>().SelectMany(options => options.Failures).Select(failure => "  " + failure)],

        // A value that is not of its setting's type; the message names the key.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => [$"TaskScheduler can't start with these settings: {error.Message}"],
        InvalidDataException { InnerException: { } inner } => [$"TaskScheduler can't read its settings: {error.Message} {inner.Message}"],
        IOException { InnerException: AddressInUseException } => [$"{error.Message.TrimEnd('.')}: stop the program that uses it, or choose another port with --urls http://localhost:5001."],
        IOException or SocketException => [$"TaskScheduler can't start: {error.Message}"],
        _ => [],
    };
}
