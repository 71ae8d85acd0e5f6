namespace TaskScheduler.Core;

/// <summary>One page of a longer list.</summary>
/// <param name="Total">How many there are on all pages; of a long list as of a few seconds ago.</param>
/// <param name="Page">From 1.</param>
/// <param name="NextCursor">Leads to the page after this one; null on the last.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, int Total, int Page, int PageSize, string? NextCursor = null);
