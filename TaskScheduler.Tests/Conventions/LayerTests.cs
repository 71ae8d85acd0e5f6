using System.Text.RegularExpressions;

namespace TaskScheduler.Tests.Conventions;

public sealed class LayerTests
{
    // ASP.NET Core Identity brings a store of its own, on EF Core; Core must not know ASP.NET.
    private const string AccountsOfIdentity = "TaskScheduler.Web/Access/Accounts";
    private const string CompositionRoot = "TaskScheduler.Core/CoreRegistration.cs";

    /// <summary>Who may know EF Core, and why; everybody else asks one of them.</summary>
    private static readonly string[] knowsTheDatabase =
    [
        "TaskScheduler.Core/Persistence",
        CompositionRoot,
        // The stores: what pages and REST read and change goes through them.
        "TaskScheduler.Core/Tasks/TaskStore.cs",
        "TaskScheduler.Core/Tasks/TaskStore.Bulk.cs",
        "TaskScheduler.Core/Tasks/TaskStore.Restore.cs",
        "TaskScheduler.Core/Tasks/History/TaskHistory.cs",
        "TaskScheduler.Core/Tasks/TaskQueries.cs",
        "TaskScheduler.Core/Definitions/TaskDefinitions.cs",
        "TaskScheduler.Core/Runs/RunStore.cs",
        "TaskScheduler.Core/Runs/Chaining/RunFamily.cs",
        "TaskScheduler.Core/Runs/Comparison/RunComparer.cs",
        "TaskScheduler.Core/Runs/Listing/RunMatching.cs",
        "TaskScheduler.Core/Runs/UsualLength.cs",
        "TaskScheduler.Core/Runs/DeadLetters/DeadLetterStore.cs",
        "TaskScheduler.Core/Runs/Limits/LimitStore.cs",
        "TaskScheduler.Core/Runs/Limits/RecentStarts.cs",
        "TaskScheduler.Core/Runs/Control/RunBulk.cs",
        "TaskScheduler.Core/Runs/Control/RunControl.cs",
        "TaskScheduler.Core/Runs/Control/RunPayloads.cs",
        "TaskScheduler.Core/Runs/Outputs/OutputStore.cs",
        // Sets a task inactive in the transaction of the outcome for which it is.
        "TaskScheduler.Core/Runs/Executing/OutcomeConsequences.cs",
        // Find the few runs that are lost, or next to be tried again.
        "TaskScheduler.Core/Runs/Leases/LostRunRescuer.cs",
        "TaskScheduler.Core/Runs/Retries/RetryWatch.cs",
        "TaskScheduler.Core/Audit/AuditStore.cs",
        "TaskScheduler.Core/Notifications/Outbox/MessageStore.cs",
        // Marks a message and reads it in one transaction, before it is handed over.
        "TaskScheduler.Core/Notifications/Outbox/Sending/MessageClaims.cs",
        // The built-in ledger, and who may pay: asked in the transaction that books.
        "TaskScheduler.Core/Payments/Ledger",
        // Asks for the owner of the task before it sends a payment away.
        "TaskScheduler.Core/Payments/HttpGateway.cs",
        // Read as a whole at the start and after each change of accounts, because every request asks for them.
        "TaskScheduler.Core/Access/AccountDirectory.cs",
        AccountsOfIdentity,
        // Read as a whole at the start and after each change, because every telling asks for them inside of a write.
        "TaskScheduler.Core/Notifications/People/PeopleSettings.cs",
        "TaskScheduler.Core/Notifications/Bell/BellStore.cs",
        "TaskScheduler.Core/Repeats/KeptAnswers.cs",
        // Find what is past its time, a page at a time, and ask SQLite how large things are.
        "TaskScheduler.Core/Maintenance/Retention",
        "TaskScheduler.Core/Maintenance/Space",
        // Has SQLite write the database anew.
        "TaskScheduler.Core/Maintenance/Restores/DataCompactor.cs",
        "TaskScheduler.Core/Reports/ReportReader.cs",
        // Reads of the rollups and of the figures kept of them; the writes go through the gate.
        "TaskScheduler.Core/Metrics",
        "TaskScheduler.Core/Hooks/TaskHooks.cs",
        // Rules and channels, what rules find, and who is told of it: in the transaction of what it is about, or watched by time.
        "TaskScheduler.Core/Notifications/Alerts",
        "TaskScheduler.Core/Notifications/Channels",
        // Looks now and then at a few entries of indexes, and at the plans page by page.
        "TaskScheduler.Core/Health/FactGathering.cs",
        "TaskScheduler.Core/Health/Plans",
        "TaskScheduler.Core/Overview/OverviewStore.cs",
        "TaskScheduler.Core/Overview/UsualLengths.cs",
        "TaskScheduler.Core/Secrets/SecretStore.cs",
        "TaskScheduler.Core/Secrets/SecretVault.cs",
        // Find the tasks whose users are to be invited, and what a calendar shows.
        "TaskScheduler.Core/Notifications/Invites/NearTasks.cs",
        "TaskScheduler.Core/Notifications/Feeds",
        // Asks for no more than ids of tasks whose time has come near.
        "TaskScheduler.Core/Tasks/QueueAheadWatch.cs",
        // Reads what the ledger left waiting, row by row, into the queue.
        "TaskScheduler.Core/Runs/RunBacklog.cs",
        // Asks, at the start, whose runs the processes belong to that an earlier program left.
        "TaskScheduler.Core/TaskTypes/Command/LeftoverProcesses.cs",
        // Stream what the forecast is made from into memory, once at the start and then what has changed.
        "TaskScheduler.Core/Forecasting/Durations/LearnedDurations.cs",
        "TaskScheduler.Core/Forecasting/Past/PastLoad.cs",
        "TaskScheduler.Core/Forecasting/Model/PlannedTasks.cs",
        "TaskScheduler.Core/Forecasting/Model/WaitingLoad.cs",
        // Reads the tasks that somebody wants to be moved.
        "TaskScheduler.Core/Forecasting/Spreading/SpreadSelection.cs",
        // Streams every due task into Quartz at the start; a list of 100,000 in between would only cost memory.
        "TaskScheduler.Core/Firing/TaskClock.cs",
    ];

    [Fact]
    public void Core_does_not_know_the_web() => SourceTree.None(
        "Core runs in any host; take these references out of it:",
        SourceTree.Core.GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("TaskScheduler", StringComparison.Ordinal)));

    [Fact]
    public void Quartz_is_known_in_two_folders() => SourceTree.None(
        "Only Firing and Schedules of Core (and the composition root) know Quartz; ask them:",
        Program().Where(file => !file.IsUnder("TaskScheduler.Core/Firing", "TaskScheduler.Core/Schedules", CompositionRoot)).SelectMany(file => Using(file, @"Quartz")));

    [Fact]
    public void The_database_is_known_to_the_stores() => SourceTree.None(
        "Only Persistence and the stores know EF Core and SQLite; ask a store, or list the file here with its reason:",
        Program().Where(file => !file.IsUnder(knowsTheDatabase)).SelectMany(file => Using(file, @"Microsoft\.(EntityFrameworkCore|Data\.Sqlite)")));

    [Fact]
    public void The_web_reads_and_writes_through_the_stores() => SourceTree.None(
        "Pages and REST use the stores, never the database:",
        Program().Where(file => file.IsUnder("TaskScheduler.Web") && !file.IsUnder(AccountsOfIdentity, "TaskScheduler.Web/Access/AccessSetup.cs")).SelectMany(file => Lines(file, @"\b(SchedulerDb|DbContext|IDbContextFactory|IWriteGate|WriteSession|RunLedger|EntityFrameworkCore)\b")));

    [Fact]
    public void Every_file_that_is_excused_exists() => SourceTree.None(
        "Take these out of the list of those who may know the database:",
        knowsTheDatabase.Where(place => !SourceTree.Files.Any(file => file.IsUnder(place))));

    private static IEnumerable<SourceFile> Program() => SourceTree.Code.Where(file => file.IsUnder("TaskScheduler.Core", "TaskScheduler.Web"));

    private static IEnumerable<string> Using(SourceFile file, string library) =>
        Lines(file, $@"^\s*@?(global )?using (static |\w+ = )?{library}[.;]|^\s*@?(global )?using (static |\w+ = )?{library}$|(?<![\w.]){library}\.[A-Z]\w+[.(<]");

    private static IEnumerable<string> Lines(SourceFile file, string pattern)
    {
        var search = new Regex(pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return file.Lines.Index().Where(line => !line.Item.TrimStart().StartsWith("//", StringComparison.Ordinal) && search.IsMatch(line.Item)).Select(line => $"{file.Path}:{line.Index + 1} {line.Item.Trim()}");
    }
}
