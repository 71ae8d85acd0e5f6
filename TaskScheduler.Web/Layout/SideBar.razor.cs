using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Parts;

namespace TaskScheduler.Web.Layout;

/// <summary>The way to every section, in groups; each visitor sees those they may use.</summary>
public sealed partial class SideBar : IDisposable
{
    private static readonly (string Heading, (string Address, string Icon, string Name, Rights Right)[] Sections)[] Groups =
    [
        ("Work",
        [
            ("tasks", "checklist", "Tasks", Rights.Read),
            ("executed", "history", "Executed", Rights.Read),
            ("dead-letters", "inbox", "Dead letters", Rights.Read),
            ("payments", "payments", "Payments", Rights.Read),
        ]),
        ("Monitor",
        [
            ("forecast", "show_chart", "Forecast", Rights.Read),
            ("report", "summarize", "Report", Rights.Read),
            ("alerts", "notifications_active", "Alerts", Rights.Read),
            ("messages", "outbox", "Messages", Rights.Read),
        ]),
        ("Setup",
        [
            ("definitions", "import_export", "Import and export", Rights.Read),
            ("channels", "forum", "Channels", Rights.Write),
            ("secrets", "key", "Secrets", Rights.Write),
            ("limits", "speed", "Limits", Rights.Administer),
            ("accounts", "group", "Accounts", Rights.Administer),
            ("audit", "policy", "Audit", Rights.Administer),
        ]),
    ];

    private bool open;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private BrowserTime Time { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    public void Dispose() => Navigation.LocationChanged -= CloseOnNavigation;

    protected override void OnInitialized() => Navigation.LocationChanged += CloseOnNavigation;

    // Runs have no section of their own: they are found under the executed ones.
    private string ClassOf(string address) =>
        address == "executed" && Navigation.ToBaseRelativePath(Navigation.Uri).StartsWith("runs/", StringComparison.Ordinal) ? "section active" : "section";

    private void CloseOnNavigation(object? sender, LocationChangedEventArgs e)
    {
        open = false;
        _ = InvokeAsync(StateHasChanged);
    }

    private void CloseOnEscape(KeyboardEventArgs e) => open = open && e.Key != "Escape";
}
