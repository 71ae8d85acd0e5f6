using System.Text.Json.Nodes;
using TaskScheduler.Core.Secrets;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Templates;

/// <summary>Gives an attempt its payload with values in place of the placeholders, and keeps the secrets among them out of all it says.</summary>
public sealed class PayloadPreparation(SecretVault vault, TimeProvider time)
{
    /// <summary>Performs an attempt as <see cref="ITaskType.PerformAsync"/> does, whose exceptions it passes on with secrets hidden.</summary>
    public Task<Performance> PerformAsync(ITaskType type, RunContext run, CancellationToken cancellationToken) =>
        Template.MayBe(run.Payload) ? PerformPreparedAsync(type, run, cancellationToken) : type.PerformAsync(run, cancellationToken);

    private async Task<Performance> PerformPreparedAsync(ITaskType type, RunContext run, CancellationToken cancellationToken)
    {
        var payload = JsonNode.Parse(run.Payload)!.AsObject();
        var secrets = await vault.RevealAsync([.. PayloadSecrets.In(payload).Select(found => found.Name).Distinct(StringComparer.Ordinal)], cancellationToken);
        if (!secrets.Succeeded)
            return Refused(secrets.Faults.Select(fault => fault.Message));
        var faults = new List<string>();
        var rendered = Rendered(type.Description, run, payload, secrets.Value, faults);
        var sieve = SecretSieve.Of(secrets.Value.Values);
        return faults.Count > 0
            ? sieve.Hide(Refused(faults))
            : await PerformHiddenAsync(type, run with { Payload = rendered.ToJsonString() }, sieve, cancellationToken);
    }

    private JsonObject Rendered(TaskTypeDescription type, RunContext run, JsonObject payload, IReadOnlyDictionary<string, string> secrets, List<string> faults)
    {
        var rendered = new PayloadRendering(type, new(run, time.GetUtcNow(), secrets), faults).Of(payload);
        if (faults.Count > 0)
            return rendered;
        // The rules held for what stood in place of the values; a line break in a header, for one, has come with them.
        var broken = new List<Fault>();
        PayloadRules.Check(type, rendered, broken, filledIn: true);
        faults.AddRange(broken.Select(fault => fault.Message));
        return rendered;
    }

    private static async Task<Performance> PerformHiddenAsync(ITaskType type, RunContext run, SecretSieve sieve, CancellationToken cancellationToken)
    {
        if (sieve.IsEmpty)
            return await type.PerformAsync(run, cancellationToken);
        var output = new SievedOutput(run.Output, sieve);
        try
        {
            return sieve.Hide(await type.PerformAsync(run with { Output = output }, cancellationToken));
        }
        catch (Exception error) when (error is not OperationCanceledException && sieve.Finds(error.ToString()))
        {
            throw new HiddenException(sieve.Hide(error.Message), sieve.Hide(error.ToString()));
        }
        finally
        {
            // What it put out is kept also when it was stopped meanwhile.
            await output.FlushAsync(CancellationToken.None);
        }
    }

    private static Performance Refused(IEnumerable<string> faults) =>
        Performance.Failed($"Its placeholders can't be filled in. {string.Join(' ', faults.Distinct(StringComparer.Ordinal))}") with { IsFinal = true };
}
