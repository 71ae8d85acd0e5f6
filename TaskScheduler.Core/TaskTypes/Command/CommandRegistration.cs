using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.TaskTypes.Command;

internal static class CommandRegistration
{
    public static IServiceCollection AddCommandTaskType(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CommandOptions>().Bind(configuration.GetSection(CommandOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<CommandOptions>, CommandOptionsCheck>()
            .AddSingleton<ITaskType, CommandTaskType>()
            .AddHostedService<LeftoverProcesses>();
    }
}
