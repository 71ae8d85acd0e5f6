using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Payments.Ledger;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Payments;

/// <summary>Puts together how tasks pay.</summary>
public static class PaymentRegistration
{
    /// <summary>Registers the ledger, and the gateway of the settings.</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        return services
            .AddCheckedOptions<PaymentOptions, PaymentOptionsCheck>(configuration.GetSection(PaymentOptions.Section))
            .AddSingleton<PaymentLedger>()
            .AddSingleton<HttpGateway>()
            .AddSingleton<IPaymentGateway>(provider => provider.GetRequiredService<IOptions<PaymentOptions>>().Value.IsHttp
                ? provider.GetRequiredService<HttpGateway>()
                : provider.GetRequiredService<PaymentLedger>())
            .AddSingleton<IPayloadGuard, PaymentGuard>()
            .AddScoped<PaymentAccounts>();
    }
}
