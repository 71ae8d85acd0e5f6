using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TaskScheduler.Core.Outgoing;

namespace TaskScheduler.Core.TaskTypes.Http;

internal static class HttpTaskRegistration
{
    public static IServiceCollection AddHttpTaskType(this IServiceCollection services)
    {
        services.AddGuardedHttpClient(HttpTaskType.ClientName);
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<ITaskType, HttpTaskType>();
    }
}
