using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Secrets;
using TaskScheduler.Web.Parts.Dialogs;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Secrets;

/// <summary>The names of all secrets; administrators enter, replace and delete them.</summary>
public sealed partial class SecretsPage
{
    private Result<IReadOnlyList<SecretView>>? secrets;
    private ConfirmDialog confirm = default!;
    private Notice notice = default!;
    private string? replaced;
    private bool mayChange;
    private bool open;
    private bool failed;

    [Inject]
    private SecretStore Store { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    [Inject]
    private ILogger<SecretsPage> Log { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        mayChange = Caller.Actor.May(Rights.Administer);
        await ReadAsync();
    }

    private static string UsedBy(SecretView secret) => secret.Tasks switch
    {
        0 => "not used",
        1 => "used by 1 task",
        var count => $"used by {count} tasks",
    };

    private async Task ReadAsync()
    {
        try
        {
            (secrets, failed) = (await Store.ListAsync(CancellationToken.None), false);
        }
        catch (Exception error)
        {
            // The page's boundary: what can't be read is said here, and the rest of the page stays.
            failed = true;
            SecretsLog.ReadFailed(Log, error);
        }
    }

    private void Open(string? name) => (replaced, open) = (name, true);

    private async Task SavedAsync(string name)
    {
        open = false;
        notice.Say(replaced is null ? $"“{name}” was added. Write {{{{secret:{name}}}}} where a task needs it." : $"“{name}” was replaced. Runs that begin from now on use the new value.");
        await ReadAsync();
    }

    private async Task DeleteAsync(SecretView secret)
    {
        var consequence = secret.Tasks == 0 ? "Its value can't be brought back." : $"It is {UsedBy(secret)}: their runs fail from then on. Its value can't be brought back.";
        if (!await confirm.AskAsync($"Delete “{secret.Name}”?", consequence, "Delete", dangerous: true))
            return;
        var deleted = await Store.DeleteAsync(secret.Name, force: secret.Tasks > 0);
        if (deleted.Succeeded)
            notice.Say($"“{secret.Name}” was deleted.");
        else
            notice.Complain(deleted.Faults[0].Message);
        await ReadAsync();
    }
}
