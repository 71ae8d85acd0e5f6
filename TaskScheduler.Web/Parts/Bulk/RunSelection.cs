using TaskScheduler.Core.Runs;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Parts.Bulk;

/// <summary>The runs that are selected.</summary>
public sealed class RunSelection : RowSelection
{
    public RunQuery ToQuery(RunQuery matching) => AllMatching ? matching : new() { Ids = Ids };
}
