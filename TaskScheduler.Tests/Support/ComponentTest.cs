using Bunit;
using TaskScheduler.Web.Layout;

namespace TaskScheduler.Tests.Support;

/// <summary>Renders components with the program's own registrations; calls into the browser answer with nothing unless set up.</summary>
public abstract class ComponentTest : BunitContext
{
    protected ComponentTest()
    {
        Services.AddPageServices();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }
}
