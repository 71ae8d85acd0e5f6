using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Tests.Persistence;

/// <summary>What every write gate does: commits in groups in which nobody notices the others.</summary>
public abstract class WriteGateContract(params (string Key, string Value)[] settings) : StoreContract(settings)
{
    [Fact]
    public async Task A_write_that_fails_in_a_group_undoes_only_itself()
    {
        var (before, failing, after) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

        var group = await GroupAsync(
            session => Keep(session, before),
            session => Keep(session, failing) ? throw new InvalidOperationException("Changed its mind.") : false,
            session => Keep(session, after));

        await Assert.ThrowsAsync<InvalidOperationException>(() => group[1]);
        await Task.WhenAll(group[0], group[2]);
        Assert.Equal((true, false, true), (await IsKeptAsync(before), await IsKeptAsync(failing), await IsKeptAsync(after)));
    }

    [Fact]
    public async Task A_statement_that_the_database_refuses_undoes_only_its_write()
    {
        var (twice, other) = (Guid.NewGuid(), Guid.NewGuid());

        var group = await GroupAsync(session => Keep(session, twice) && Keep(session, twice), session => Keep(session, other));

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => group[0]);
        await group[1];
        Assert.Equal((false, true), (await IsKeptAsync(twice), await IsKeptAsync(other)));
    }

    [Fact]
    public async Task What_follows_a_commit_is_done_in_the_order_of_the_writes_and_not_for_one_that_was_undone()
    {
        var done = new List<int>();

        var group = await GroupAsync([.. Enumerable.Range(1, 4).Select<int, Func<WriteSession, bool>>(number => session =>
        {
            session.AfterCommit(() => done.Add(number));
            return number == 3 ? throw new InvalidOperationException("Changed its mind.") : true;
        })]);

        await Assert.ThrowsAsync<InvalidOperationException>(() => group[2]);
        await group[3];
        Assert.Equal([1, 2, 4], done);
    }

    [Fact]
    public async Task What_follows_a_commit_is_done_before_the_writer_goes_on_and_finds_it_durable()
    {
        var (id, found) = (Guid.NewGuid(), false);

        await WriteAsync(session =>
        {
            session.AfterCommit(() => found = IsKeptAsync(id).GetAwaiter().GetResult());
            return Keep(session, id);
        });

        Assert.True(found);
    }

    [Fact]
    public async Task A_writer_sees_what_it_wrote_by_statement_and_by_EF_and_no_reader_does_before_the_commit()
    {
        var id = Guid.NewGuid();

        var seen = await Gate.WriteAsync(async session =>
        {
            Keep(session, id);
            return (Writer: await session.Db.RunInputs.AnyAsync(row => row.RunId == id, Cancel), Reader: await IsKeptAsync(id));
        });

        Assert.Equal((true, false), seen);
        Assert.True(await IsKeptAsync(id));
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing()
    {
        var ids = Enumerable.Range(0, 2_000).Select(_ => Guid.NewGuid()).ToList();

        await Task.WhenAll(ids.Select(id => Task.Run(() => WriteAsync(session => Keep(session, id)), Cancel)));

        await using var db = Driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        Assert.Equal(ids.Count, await db.RunInputs.CountAsync(Cancel));
    }

    /// <summary>Hands the writes over while the gate is held, so that they are committed together.</summary>
    private async Task<List<Task<bool>>> GroupAsync(params Func<WriteSession, bool>[] writes)
    {
        var held = new TaskCompletionSource();
        var holding = Gate.WriteAsync(async _ =>
        {
            await held.Task;
            return true;
        });
        var group = writes.Select(WriteAsync).ToList();
        held.SetResult();
        await holding;
        return group;
    }

    private static bool Keep(WriteSession session, Guid id) =>
        session.Statement("INSERT INTO run_inputs (run_id, input) VALUES (@id, @input)").With("@id", id).With("@input", "text").Execute() == 1;

    private async Task<bool> IsKeptAsync(Guid id)
    {
        await using var db = Driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        return await db.RunInputs.AnyAsync(row => row.RunId == id, Cancel);
    }
}
