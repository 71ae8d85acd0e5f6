using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace TaskScheduler.Core.TaskTypes.Command;

internal static class CommandRegistration
{
    public static IServiceCollection AddCommandTaskType(this IServiceCollection services, IConfiguration configuration)
    {
        return services
            .AddCheckedOptions<CommandOptions, CommandOptionsCheck>(configuration.GetSection(CommandOptions.Section))
            .AddSingleton<ITaskType, CommandTaskType>()
            .AddHostedService<LeftoverProcesses>();
    }
}
