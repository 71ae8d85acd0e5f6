using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Pages.Tasks;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Tests.Pages.Tasks;

public sealed class TaskListAddressTests
{
    [Fact]
    public void An_address_gives_back_all_that_the_page_shows()
    {
        var address = new TaskListAddress
        {
            Search = "back up & restore", Status = TaskStatus.Inactive, Type = "http", Tag = "ops",
            Sort = TaskSort.LastRun, Descending = true, Page = 3, PageSize = 50, Edit = Guid.NewGuid(),
        };

        Assert.Equal(address, TaskListAddress.Of($"http://localhost/{address.ToUri()}"));
    }

    [Fact]
    public void A_plain_list_has_a_plain_address() => Assert.Equal("tasks", new TaskListAddress().ToUri());

    [Fact]
    public void Nonsense_in_an_address_is_ignored() =>
        Assert.Equal(new TaskListAddress(), TaskListAddress.Of("http://localhost/tasks?status=7&sort=colour&page=zero&pageSize=9999&edit=x"));

    [Fact]
    public void Sorting_by_the_same_column_again_turns_the_order_round()
    {
        var once = new TaskListAddress { Page = 4 }.SortedBy(TaskSort.Title);

        Assert.Equal("tasks?sort=title", once.ToUri());
        Assert.Equal("tasks?sort=-title", once.SortedBy(TaskSort.Title).ToUri());
    }

    [Fact]
    public void The_dialog_of_a_new_task_and_of_a_copy_have_addresses()
    {
        var copied = Guid.NewGuid();

        Assert.Equal("tasks?edit=new", new TaskListAddress { Create = true }.ToUri());
        Assert.Equal(copied, TaskListAddress.Of($"http://localhost/tasks?edit=new&copyOf={copied}").CopyOf);
    }
}
