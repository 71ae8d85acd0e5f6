using TaskScheduler.Core.Notifications.Alerts;

namespace TaskScheduler.Web.Pages.Alerts;

/// <summary>What can be chosen in the dialog of a rule, and how a rule is said.</summary>
internal static class AlertChoices
{
    public static (string Value, string Words)[] Kinds { get; } =
    [
        ("failed", "A run failed"),
        ("failedInARow", "Several runs in a row failed"),
        ("deadLetter", "A run was given up (dead letter)"),
        ("missed", "Runs were missed while the program was down"),
        ("late", "A run started more than 10 s late"),
        ("longerThanUsual", "A run takes longer than usual"),
        ("mustFinishBy", "A run is not finished in time"),
        ("notSucceededSince", "No run succeeded for too long"),
    ];

    public static (string Value, string Words)[] Scopes { get; } = [("all", "All tasks"), ("tag", "Tasks with a tag"), ("task", "One task")];

    public static (string Value, string Words)[] Repeats { get; } = [("never", "Tell once"), ("hourly", "Again every hour"), ("daily", "Again every day")];

    /// <summary>Who is told, as the end of "tells …".</summary>
    /// <param name="channels">Names of channels by id.</param>
    public static string ToldBy(AlertTold told, IReadOnlyDictionary<Guid, string> channels)
    {
        var who = new List<string>();
        if (told.User)
            who.Add("the task's user");
        if (told.Owner)
            who.Add("the task's owner");
        if (told.Administrators)
            who.Add("administrators");
        if (told.Accounts.Count > 0)
            who.Add(told.Accounts.Count == 1 ? "1 account" : $"{told.Accounts.Count} accounts");
        who.AddRange(told.Emails);
        who.AddRange(told.Channels.Select(id => channels.TryGetValue(id, out var name) ? name : "a channel"));
        return string.Join(", ", who);
    }

    public static string IconOf(AlertKind kind) => kind switch
    {
        AlertKind.Missed => "event_busy",
        AlertKind.Late or AlertKind.MustFinishBy => "schedule",
        AlertKind.LongerThanUsual => "hourglass_top",
        AlertKind.NotSucceededSince => "history_toggle_off",
        AlertKind.DeadLetter => "inbox",
        _ => "error",
    };
}
