#include "visualization/window/viewer_style.h"

#include <vtkObjectFactory.h>
#include <vtkRenderWindowInteractor.h>

namespace solea {

vtkStandardNewMacro(ViewerStyle);

void ViewerStyle::OnKeyPress() {
  if (on_key) on_key(Interactor->GetKeySym());
}

void ViewerStyle::OnLeftButtonDown() {
  const int* at = Interactor->GetEventPosition();
  dragging_ = on_press && on_press(at[0], at[1]);
  if (!dragging_) vtkInteractorStyleTrackballCamera::OnLeftButtonDown();
}

void ViewerStyle::OnMouseMove() {
  if (dragging_) {
    const int* at = Interactor->GetEventPosition();
    on_drag(at[0], at[1]);
  } else {
    vtkInteractorStyleTrackballCamera::OnMouseMove();
  }
}

void ViewerStyle::OnLeftButtonUp() {
  if (!dragging_) vtkInteractorStyleTrackballCamera::OnLeftButtonUp();
  dragging_ = false;
}

}  // namespace solea
