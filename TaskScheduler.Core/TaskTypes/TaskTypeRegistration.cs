using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.TaskTypes.Command;
using TaskScheduler.Core.TaskTypes.Email;
using TaskScheduler.Core.TaskTypes.Http;
using TaskScheduler.Core.TaskTypes.Notification;
using TaskScheduler.Core.TaskTypes.Payment;
using TaskScheduler.Core.TaskTypes.Report;

namespace TaskScheduler.Core.TaskTypes;

/// <summary>Puts the task types of this program together.</summary>
public static class TaskTypeRegistration
{
    /// <summary>Registers every task type; a new one is added here.</summary>
    public static IServiceCollection AddTaskTypes(this IServiceCollection services, IConfiguration configuration) => services
        .AddHttpTaskType()
        .AddCommandTaskType(configuration)
        .AddSingleton<ITaskType, NotificationTaskType>()
        .AddSingleton<ITaskType, EmailTaskType>()
        .AddSingleton<ITaskType, PaymentTaskType>()
        .AddSingleton<ITaskType, ReportTaskType>()
        .AddSingleton<TaskTypeCatalog>()
        .AddSingleton<PayloadCheck>();
}
