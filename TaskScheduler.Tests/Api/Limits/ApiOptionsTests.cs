using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TaskScheduler.Web.Api;
using TaskScheduler.Web.Api.Limits;

namespace TaskScheduler.Tests.Api.Limits;

public class ApiOptionsTests
{
    [Theory]
    [InlineData("CorsOrigins", "*")]
    [InlineData("CorsOrigins", "app.example.com")]
    [InlineData("CorsOrigins", "https://app.example.com/")]
    [InlineData("CorsOrigins", "https://*.example.com")]
    [InlineData("CorsOrigins", "ftp://app.example.com")]
    [InlineData("RequestsPerSecond", "-1")]
    [InlineData("Burst", "0")]
    public void A_value_that_can_not_be_used_is_named_by_its_key(string setting, string value)
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Read(setting, value));

        Assert.Contains($"TaskScheduler:Api:{setting}", Assert.Single(fault.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://app.example.com http://localhost:3000")]
    [InlineData("https://app.example.com; http://localhost:3000")]
    public void Sites_are_named_with_blanks_or_marks_between_them(string value) =>
        Assert.Equal(value.Length == 0 ? [] : ["https://app.example.com", "http://localhost:3000"], Read("CorsOrigins", value).Origins);

    private static ApiOptions Read(string setting, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new($"TaskScheduler:Api:{setting}", value)]).Build();
        using var provider = new ServiceCollection().AddLogging().AddApi(configuration).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<ApiOptions>>().Value;
    }
}
