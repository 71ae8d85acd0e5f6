using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TaskScheduler.Core;

/// <summary>Settings of one feature, checked when the program starts.</summary>
public static class CheckedOptions
{
    /// <param name="section">Where they stand in the configuration.</param>
    public static IServiceCollection AddCheckedOptions<TOptions, TCheck>(this IServiceCollection services, IConfiguration section)
        where TOptions : class
        where TCheck : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TCheck>();
        services.AddOptions<TOptions>().Bind(section).ValidateOnStart();
        return services;
    }
}
