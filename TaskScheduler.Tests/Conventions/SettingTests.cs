using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TaskScheduler.Core;
using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Notifications;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Outgoing;
using TaskScheduler.Core.Payments;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes.Command;
using TaskScheduler.Web.Access;
using TaskScheduler.Web.Access.Accounts;
using TaskScheduler.Web.Api;
using TaskScheduler.Web.Api.Limits;

namespace TaskScheduler.Tests.Conventions;

/// <summary>Holds docs/settings.md to what the options classes really read.</summary>
public sealed partial class SettingTests
{
    private static readonly Dictionary<Type, string> sections = new()
    {
        [typeof(StorageOptions)] = "TaskScheduler",
        [typeof(TaskOptions)] = "TaskScheduler",
        [typeof(LinkOptions)] = "TaskScheduler",
        [typeof(RunOptions)] = "TaskScheduler:Runs",
        [typeof(CommandOptions)] = CommandOptions.Section,
        [typeof(MailOptions)] = "TaskScheduler:Mail",
        [typeof(OutgoingOptions)] = OutgoingOptions.Section,
        [typeof(PaymentOptions)] = "TaskScheduler:Payments",
        [typeof(ForecastOptions)] = ForecastOptions.Section,
        [typeof(AdminOptions)] = "TaskScheduler:Admin",
        [typeof(ProxyOptions)] = "TaskScheduler",
        [typeof(ApiOptions)] = "TaskScheduler:Api",
    };

    private sealed record Setting(Type Options, string Key, PropertyInfo[] Path)
    {
        public object? Of(object options) => Path.Aggregate((object?)options, (value, property) => property.GetValue(value));
    }

    private sealed record Row(string Key, string Environment, string Default);

    [Fact]
    public void Every_options_class_is_known_here() => SourceTree.None(
        "Name the section of these options in this test:",
        SourceTree.TypesOf(SourceTree.Core, SourceTree.Web).SelectMany(type => type.GetInterfaces())
            .Where(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == typeof(IValidateOptions<>))
            .Select(implemented => implemented.GenericTypeArguments[0]).Where(options => !sections.ContainsKey(options)).Select(options => options.FullName!));

    [Fact]
    public void Every_setting_is_documented_with_its_default() => SourceTree.None(
        "Bring these settings into docs/settings.md, as | `key` | `environment variable` | meaning | `default` | range |:",
        Settings().Where(setting => !Documented().Contains(RowOf(setting))).Select(setting => $"{RowOf(setting)}"));

    [Fact]
    public void Every_documented_setting_exists() => SourceTree.None(
        "Take these settings out of docs/settings.md:",
        Documented().Select(row => row.Key).Except(Settings().Select(setting => setting.Key), StringComparer.Ordinal));

    [Fact]
    public void Every_setting_takes_effect_under_its_key() => SourceTree.None(
        "These keys change nothing; correct the section here and in docs/settings.md:",
        Settings().Where(setting => Equals(setting.Of(Bound(setting.Options, [])), setting.Of(Bound(setting.Options, new() { [setting.Key] = OtherValue(setting) })))).Select(setting => setting.Key));

    private static List<Setting> Settings() => [.. sections.SelectMany(section => Leaves(section.Key, section.Key, section.Value, []))];

    private static IEnumerable<Setting> Leaves(Type options, Type type, string section, PropertyInfo[] path) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanWrite).SelectMany(property =>
            property.PropertyType.Namespace == "System"
                ? [new(options, $"{section}:{property.Name}", [.. path, property])]
                : Leaves(options, property.PropertyType, $"{section}:{property.Name}", [.. path, property]));

    private static Row RowOf(Setting setting) => new(
        setting.Key,
        setting.Key.Replace(":", "__", StringComparison.Ordinal),
        Convert.ToString(setting.Of(Activator.CreateInstance(setting.Options)!), CultureInfo.InvariantCulture) is { Length: > 0 } written ? written : "none");

    private static List<Row> Documented() =>
    [
        .. SourceTree.File("docs/settings.md").Lines.Select(line => Line().Match(line)).Where(line => line.Success)
            .Select(line => new Row(line.Groups["key"].Value, line.Groups["environment"].Value, line.Groups["default"].Value.Trim('`'))),
    ];

    private static object Bound(Type options, Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging().AddTaskSchedulerCore(configuration).AddAccess(configuration).AddApi(configuration);
        // Any other value will do here, also one that the checks would refuse.
        foreach (var check in services.Where(service => service.ServiceType.IsGenericType && service.ServiceType.GetGenericTypeDefinition() == typeof(IValidateOptions<>)).ToList())
            services.Remove(check);
        using var provider = services.BuildServiceProvider();
        var accessor = typeof(IOptions<>).MakeGenericType(options);
        return accessor.GetProperty("Value")!.GetValue(provider.GetRequiredService(accessor))!;
    }

    private static string OtherValue(Setting setting) => setting.Path[^1].PropertyType switch
    {
        var type when type == typeof(TimeSpan) => "00:00:07",
        var type when type == typeof(bool) => "true",
        _ => "7",
    };

    [GeneratedRegex(@"^\| `(?<key>TaskScheduler:[\w:]+)` \| `(?<environment>\w+)` \| [^|]+ \| (?<default>[^|]+) \| [^|]+ \|$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
