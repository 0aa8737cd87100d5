#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QRunnable>
#include <QThreadPool>
#include <QTimer>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace solea::workstation {

/// Does `work` in another thread and hands its value to `done` in this one, or the words of what it
/// threw to `failed`; neither where `context` is gone by then.
template <class Work, class Done>
void in_background(QObject* context, Work work, Done done,
                   std::function<void(const std::string&)> failed) {
  using Value = decltype(work());
  class Task final : public QRunnable {
   public:
    Task(QObject* whom, Work w, Done d, std::function<void(const std::string&)> f)
        : context_(whom), work_(std::move(w)), done_(std::move(d)), failed_(std::move(f)) {}
    void run() override {
      auto value = std::make_shared<std::optional<Value>>();
      std::string trouble;
      try {
        value->emplace(work_());
      } catch (const std::exception& e) {
        trouble = e.what();
      }
      QCoreApplication* app = QCoreApplication::instance();
      if (app == nullptr) return;
      QMetaObject::invokeMethod(
          app,
          [context = context_, value, trouble, done = std::move(done_),
           failed = std::move(failed_)]() mutable {
            if (!context) return;
            if (*value) {
              done(std::move(**value));
            } else {
              failed(trouble);
            }
          },
          Qt::QueuedConnection);
    }

   private:
    QPointer<QObject> context_;
    Work work_;
    Done done_;
    std::function<void(const std::string&)> failed_;
  };
  QThreadPool::globalInstance()->start(
      new Task(context, std::move(work), std::move(done), std::move(failed)));
}

}  // namespace solea::workstation
