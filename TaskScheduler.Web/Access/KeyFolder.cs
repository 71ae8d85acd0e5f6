using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Web.Access;

/// <summary>The keys of cookies and of what is encrypted, as files in the data folder. Made when first asked for: before, the program may not have the folder.</summary>
internal sealed class KeyFolder(DataFolder folder, ILoggerFactory log) : IXmlRepository
{
    private readonly Lazy<FileSystemXmlRepository> files = new(() => new(folder.OwnOnly(DataFolder.Keys), log));

    public IReadOnlyCollection<XElement> GetAllElements() => files.Value.GetAllElements();

    public void StoreElement(XElement element, string friendlyName) => files.Value.StoreElement(element, friendlyName);
}
