using System.Globalization;
using System.Runtime.CompilerServices;
using TaskScheduler.Benchmarks;
using TaskScheduler.Benchmarks.Burst;
using TaskScheduler.Benchmarks.Forecast;
using TaskScheduler.Benchmarks.History;
using TaskScheduler.Benchmarks.Punctuality;
using TaskScheduler.Benchmarks.Report;
using TaskScheduler.Benchmarks.Rest;
using TaskScheduler.Benchmarks.Stored;
using TaskScheduler.Benchmarks.Upkeep;
using TaskScheduler.Core;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Core brings SQLite to where Microsoft.Data.Sqlite finds it; the peer may need it before anything else of Core is used.
RuntimeHelpers.RunModuleConstructor(typeof(CoreRegistration).Module.ModuleHandle);

// The scenario "stored" starts this program again, as the process that is measured.
if (StoredHost.IsAskedFor(args))
    return await StoredHost.RunAsync(args);
if (SeedCommand.IsAskedFor(args))
    return await SeedCommand.RunAsync(args);

var peer = new PeerBurst();
var search = new PeerSearch(peer);
IReadOnlyList<IScenario> scenarios = [new BurstScenario(search, peer), new PunctualityScenario(search), new StoredScenario(search), new RestScenario(), new RetentionScenario(), new HealthScenario(), new HistoryScenario(), new ForecastScenario()];
if (!CommandLine.TryRead(args, scenarios, out var command, out var fault))
{
    Console.Error.WriteLine(fault);
    return 2;
}

var machine = MachineFacts.Measure();
var sections = new List<Section>();
foreach (var scenario in command.Scenarios)
{
    Progress.Say($"== {scenario.Title}");
    var section = new Section(scenario.Title, await scenario.RunAsync(command.Quick));
    sections.Add(section);

    // At once, so that a run that is broken off keeps what it has measured.
    if (command.Write)
        ReportFile.Write(machine, [section], command.Quick);
}

Console.WriteLine(ReportFile.Compose(machine, sections, command.Quick));
return 0;
