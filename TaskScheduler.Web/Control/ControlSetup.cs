using Microsoft.AspNetCore.Hosting.Server;
using TaskScheduler.Core;
using TaskScheduler.Web.Access.Accounts;

namespace TaskScheduler.Web.Control;

public static class ControlSetup
{
    /// <summary>Lets commands reach the program. To be called last: it changes what is registered.</summary>
    /// <param name="command">The socket of a command that serves itself while the program does not run, with nothing but the data; null for the program.</param>
    public static void AddControl(this WebApplicationBuilder builder, ControlSocket? command)
    {
        if (command is not null)
        {
            builder.Services.KeepStorageOnly().AddHostedService<FirstAdministrator>();
            builder.Logging.ClearProviders();
        }

        var outer = builder.Services.Last(service => service.ServiceType == typeof(IServer));
        builder.Services.AddSingleton<IServer>(services => new ControlServer(
            command is null ? (IServer)ActivatorUtilities.CreateInstance(services, outer.ImplementationType!) : null,
            command,
            services,
            services.GetRequiredService<ILogger<ControlServer>>()));
    }
}
