using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using TaskScheduler.Core;
using TaskScheduler.Core.Definitions;
using TaskScheduler.Core.Definitions.Crontabs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Web.Parts;

namespace TaskScheduler.Web.Pages.Definitions;

/// <summary>Takes a file or a crontab, shows what it would change, and makes it so.</summary>
public sealed partial class ImportForm
{
    private const long LargestFile = 16 * 1024 * 1024;

    private ElementReference pasted;
    private string text = "";
    private string? fileName;
    private string? problem;
    private DefinitionPlan? plan;
    private IReadOnlyList<CrontabLine>? lines;
    private bool isCrontab;
    private bool withUser;
    private bool removes;
    private bool applied;
    private bool busy;
    private Task reading = Task.CompletedTask;
    private string removesTag = "";
    private string timeZone = "";
    private string tags = "";

    [Inject]
    private TaskDefinitions Definitions { get; set; } = default!;

    [Inject]
    private CrontabImport Import { get; set; } = default!;

    [Inject]
    private BrowserTime Time { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private ILogger<ImportForm> Log { get; set; } = default!;

    private Prune? Prune => removes ? new(removesTag.Trim() is { Length: > 0 } tag ? tag : null) : null;

    private static string ApplyWords(DefinitionPlan plan) => string.Join(", ", new[] { ("Add", plan.Added.Count), ("change", plan.Changed.Count), ("remove", plan.Removed.Count) }
        .Where(part => part.Item2 > 0).Select((part, index) => $"{(index == 0 ? char.ToUpperInvariant(part.Item1[0]) + part.Item1[1..] : part.Item1)} {part.Item2}"));

    private void Choose(bool crontab)
    {
        isCrontab = crontab;
        if (timeZone.Length == 0)
            timeZone = Time.LocalTimeZone.Id;
        Forget();
    }

    // A plan is of what was said when it was made.
    private void Forget()
    {
        (plan, lines, problem, applied) = (null, null, null, false);
    }

    private Task ReadFileAsync(InputFileChangeEventArgs e) => reading = TryAsync(async () =>
    {
        Forget();
        if (e.File.Size > LargestFile)
        {
            problem = "The file is larger than 16 MB; divide it.";
            return;
        }

        await using var stream = e.File.OpenReadStream(LargestFile);
        text = await TextOfAsync(stream);
        fileName = e.File.Name;
        await Js.InvokeVoidAsync("taskScheduler.clear", pasted);
    });

    // Asked for at the click and as a stream: an event of the field would bring its text in one message, and those are small.
    private async Task ReadPastedAsync()
    {
        await using var content = await Js.InvokeAsync<IJSStreamReference?>("taskScheduler.textOf", pasted);
        if (content is null)
            return;
        await using var stream = await content.OpenReadStreamAsync(LargestFile);
        var written = await TextOfAsync(stream);
        if (string.IsNullOrWhiteSpace(written))
            return;
        (text, fileName) = (written, null);
    }

    private static async Task<string> TextOfAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        return await reader.ReadToEndAsync();
    }

    private Task PlanAsync() => BusyAsync(async () =>
    {
        Forget();
        await ReadPastedAsync();
        if (text.Trim().Length == 0)
            problem = "Choose a file or paste its text first.";
        else if (!isCrontab)
            plan = await Definitions.PlanAsync(DefinitionFile.Read(text), Prune, CancellationToken.None);
        else if (!ZoneNames.TryRead(timeZone.Trim(), out _))
            problem = $"'{timeZone}' is not a known time zone; write an IANA name such as Europe/Berlin.";
        else
            Show(await Import.PlanAsync(text, Options(), CancellationToken.None));
    });

    private Task ApplyAsync() => BusyAsync(async () =>
    {
        if (isCrontab)
            Accept(await Import.ApplyAsync(text, Options(), CancellationToken.None), Show);
        else
            Accept(await Definitions.ApplyAsync(DefinitionFile.Read(text), Prune, plan!.Fingerprint, CancellationToken.None), done => plan = done);
    });

    private void Accept<T>(Result<T> result, Action<T> show)
    {
        if (result.Succeeded)
            show(result.Value);
        else
            problem = string.Join(' ', result.Faults.Select(fault => fault.Message));
        applied = result.Succeeded;
    }

    private void Show(CrontabReport report) => (plan, lines) = (report.Plan, report.Lines);

    private CrontabOptions Options() => new()
    {
        WithUser = withUser,
        TimeZone = timeZone.Trim(),
        Tags = tags.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    };

    private async Task BusyAsync(Func<Task> work)
    {
        busy = true;
        await reading;
        await TryAsync(work);
        busy = false;
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (DecoderFallbackException)
        {
            problem = "The file is not valid UTF-8; save it as UTF-8.";
        }
        catch (Exception error)
        {
            DefinitionsLog.ImportFailed(Log, error);
            problem = "That failed, and nothing was changed. Try again; the reason is in the server's log.";
        }
    }
}
