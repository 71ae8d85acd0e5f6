using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Tests.TaskTypes;

public class TaskTypeCatalogTests
{
    [Fact]
    public void The_program_has_its_task_types_in_the_order_of_their_names()
    {
        using var services = new ServiceCollection()
            .AddTaskSchedulerCore(new ConfigurationBuilder().Build())
            .BuildServiceProvider();

        var catalog = services.GetRequiredService<TaskTypeCatalog>();

        Assert.Equal(["email", "http", "notification", "payment", "report"], catalog.Descriptions.Select(type => type.Key));
        Assert.NotNull(catalog.Find("http"));
        Assert.NotNull(catalog.Find("command"));
        Assert.Null(catalog.Find("script"));
    }
}
