using TaskScheduler.Core.Persistence;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Persistence;

/// <summary>The real core on the store that a subclass names: what all suites of the contract begin with.</summary>
public abstract class StoreContract(params (string Key, string Value)[] settings) : IAsyncLifetime
{
    protected SchedulerDriver Driver { get; private set; } = default!;

    protected IWriteGate Gate => Driver.Get<IWriteGate>();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Driver = await SchedulerDriver.StartAsync(settings);

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Task<T> WriteAsync<T>(Func<WriteSession, T> write) => Gate.WriteAsync(session => Task.FromResult(write(session)));
}
