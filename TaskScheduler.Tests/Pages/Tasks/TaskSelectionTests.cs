using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Pages.Tasks;

namespace TaskScheduler.Tests.Pages.Tasks;

public sealed class TaskSelectionTests
{
    private static readonly Guid[] shown = [Guid.NewGuid(), Guid.NewGuid()];
    private static readonly TaskFilter filter = new() { Tag = "ops" };

    private readonly TaskSelection selection = new();

    [Fact]
    public void All_that_match_means_the_filter_and_not_the_rows_on_the_page()
    {
        selection.Add(shown);
        selection.SelectAllMatching();

        Assert.Equal(filter, selection.ToFilter(filter));
        Assert.Equal(1204, selection.Count(matching: 1204));
    }

    [Fact]
    public void Single_rows_are_meant_by_their_ids_whatever_the_filter()
    {
        selection.Toggle(shown[0], shown);

        Assert.Equal([shown[0]], selection.ToFilter(filter).Ids);
        Assert.Null(selection.ToFilter(filter).Tag);
    }

    [Fact]
    public void Taking_one_row_out_of_all_that_match_leaves_the_other_rows_of_the_page()
    {
        selection.SelectAllMatching();

        selection.Toggle(shown[0], shown);

        Assert.False(selection.AllMatching);
        Assert.Equal([shown[1]], selection.ToFilter(filter).Ids);
    }
}
