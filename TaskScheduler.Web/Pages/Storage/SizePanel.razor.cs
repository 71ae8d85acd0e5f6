using System.Globalization;
using Microsoft.AspNetCore.Components;
using TaskScheduler.Core.Maintenance.Space;

namespace TaskScheduler.Web.Pages.Storage;

/// <summary>How large the database is, and how it grows.</summary>
public sealed partial class SizePanel
{
    private const int Shown = 12;

    private StorageUse? use;
    private CountedTables? tables;
    private bool failed;

    [Inject]
    private StorageStore Store { get; set; } = default!;

    [Inject]
    private ILogger<SizePanel> Log { get; set; } = default!;

    private string Forecast => use switch
    {
        { FullOn: { } day } => $"If it grows on like this, the disk is full around {day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}. Keep things for a shorter time, or give it a larger disk.",
        { GrowthPerDay: null } => "When the disk will be full is said once three days have been measured.",
        { GrowthPerDay: <= 0 } => "It does not grow. What is deleted leaves free room in the file, which new data takes first.",
        _ => "If it grows on like this, the disk will do for more than ten years.",
    };

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        try
        {
            use = (await Store.LookAsync(CancellationToken.None)).Value;
            failed = false;
            StateHasChanged();
            tables = (await Store.TablesAsync(CancellationToken.None)).Value;
        }
        catch (Exception error)
        {
            // The panel's boundary: what can't be read is said here, and the rest of the page stays.
            StorageLog.ReadFailed(Log, error);
            failed = true;
        }
    }
}
